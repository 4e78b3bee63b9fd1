package dev.centralita.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Where the users are and how near they must be served. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("latencyslas")
@ShortNames("lsla")
@Categories("centralita")
@AdditionalPrinterColumn(
    name = "READY",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "REASON",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "RTT", type = Type.STRING, jsonPath = ".spec.target.maxRoundTrip")
@AdditionalPrinterColumn(
    name = "PERCENTILE",
    type = Type.INTEGER,
    jsonPath = ".spec.target.percentile")
@AdditionalPrinterColumn(name = "WORKLOADS", type = Type.INTEGER, jsonPath = ".status.workloads")
@AdditionalPrinterColumn(name = "AGE", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "NEAREST",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.sites[0].site")
@AdditionalPrinterColumn(
    name = "NEAREST-RTT-US",
    type = Type.INTEGER,
    priority = 1,
    jsonPath = ".status.sites[0].predictedRttMicros")
public class LatencySLA extends CustomResource<LatencySLASpec, LatencySLAStatus>
    implements Namespaced {}
