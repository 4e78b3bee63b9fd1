package dev.centralita.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What to run, where it may run and what it needs. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("sovereignworkloads")
@ShortNames("sw")
@Categories("centralita")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$')",
    message =
        "metadata.name cannot name a Deployment, a Job and their pods at a site; Maybe at most 63"
            + " lower-case letters, digits and dashes, without dots")
@AdditionalPrinterColumn(
    name = "READY",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "REASON",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "REPLICAS", type = Type.INTEGER, jsonPath = ".spec.replicas")
@AdditionalPrinterColumn(name = "RUNNING", type = Type.INTEGER, jsonPath = ".status.readyReplicas")
@AdditionalPrinterColumn(name = "SITES", type = Type.STRING, jsonPath = ".status.summary.sites")
@AdditionalPrinterColumn(
    name = "RTT-US",
    type = Type.INTEGER,
    jsonPath = ".status.summary.rttMicros")
@AdditionalPrinterColumn(name = "GPUS", type = Type.INTEGER, jsonPath = ".status.summary.gpus")
@AdditionalPrinterColumn(name = "AGE", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(name = "MODE", type = Type.STRING, priority = 1, jsonPath = ".spec.mode")
@AdditionalPrinterColumn(
    name = "PRODUCTS",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".spec.accelerator.products")
@AdditionalPrinterColumn(
    name = "WATTS",
    type = Type.INTEGER,
    priority = 1,
    jsonPath = ".status.summary.watts")
@AdditionalPrinterColumn(
    name = "PRIORITY",
    type = Type.INTEGER,
    priority = 1,
    jsonPath = ".spec.priority")
@AdditionalPrinterColumn(
    name = "EPOCH",
    type = Type.INTEGER,
    priority = 1,
    jsonPath = ".status.decision.epoch")
@AdditionalPrinterColumn(
    name = "MESSAGE",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
public class SovereignWorkload
    extends CustomResource<SovereignWorkloadSpec, SovereignWorkloadStatus> implements Namespaced {}
