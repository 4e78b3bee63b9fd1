package dev.centralita.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The platform team's guard-rails for the namespaces it selects. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("sovereigntypolicies")
@ShortNames("sp")
@Categories("centralita")
@AdditionalPrinterColumn(
    name = "READY",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "REASON",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "NAMESPACES", type = Type.INTEGER, jsonPath = ".status.namespaces")
@AdditionalPrinterColumn(name = "WORKLOADS", type = Type.INTEGER, jsonPath = ".status.workloads")
@AdditionalPrinterColumn(name = "AGE", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "JURISDICTIONS",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".spec.jurisdictions")
@AdditionalPrinterColumn(
    name = "EXCLUDED-CONTROL",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".spec.excludedControl")
public class SovereigntyPolicy
    extends CustomResource<SovereigntyPolicySpec, SovereigntyPolicyStatus> {}
