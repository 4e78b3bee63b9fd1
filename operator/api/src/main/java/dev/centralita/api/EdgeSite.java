package dev.centralita.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One exchange: a remote cluster, or a set of nodes of the hub itself. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("edgesites")
@ShortNames("es")
@Categories("centralita")
@ValidationRule(
    value = "self.metadata.name.size() <= 63",
    message =
        "metadata.name is longer than 63 characters, which labels at the site cannot hold; Maybe a"
            + " shorter name")
@AdditionalPrinterColumn(
    name = "READY",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "REASON",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "CITY", type = Type.STRING, jsonPath = ".spec.location.city")
@AdditionalPrinterColumn(name = "GPUS", type = Type.INTEGER, jsonPath = ".status.gpus.capacity")
@AdditionalPrinterColumn(name = "USED", type = Type.INTEGER, jsonPath = ".status.gpus.used")
@AdditionalPrinterColumn(
    name = "WATTS",
    type = Type.INTEGER,
    jsonPath = ".status.power.committedWatts")
@AdditionalPrinterColumn(name = "AGE", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "COUNTRY",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".spec.location.country")
@AdditionalPrinterColumn(
    name = "REGION",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".spec.location.region")
@AdditionalPrinterColumn(
    name = "CARRIER",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".spec.carrier")
@AdditionalPrinterColumn(
    name = "ENS",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".spec.jurisdiction.certifications[?(@.scheme==\"ENS\")].level")
@AdditionalPrinterColumn(
    name = "LIMIT",
    type = Type.INTEGER,
    priority = 1,
    jsonPath = ".status.power.limitWatts")
@AdditionalPrinterColumn(
    name = "MEASURED",
    type = Type.INTEGER,
    priority = 1,
    jsonPath = ".status.power.measuredWatts")
@AdditionalPrinterColumn(
    name = "STACK",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.acceleratorStack.kind")
@AdditionalPrinterColumn(
    name = "NODES",
    type = Type.INTEGER,
    priority = 1,
    jsonPath = ".status.nodes")
@AdditionalPrinterColumn(
    name = "WORKLOADS",
    type = Type.INTEGER,
    priority = 1,
    jsonPath = ".status.workloads")
@AdditionalPrinterColumn(
    name = "CORDONED",
    type = Type.BOOLEAN,
    priority = 1,
    jsonPath = ".spec.unschedulable")
public class EdgeSite extends CustomResource<EdgeSiteSpec, EdgeSiteStatus> {}
