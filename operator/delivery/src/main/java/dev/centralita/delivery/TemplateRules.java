package dev.centralita.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The allow-list of a template, path by path. Three reasons keep a field off it: it reaches beyond
 * the pod (the restricted Pod Security Standard), it refers to something that is not delivered, or
 * it decides about nodes behind the solver's back, so that a placed pod could not be bound.
 */
final class TemplateRules {
  private static final String LEAVE_OUT = "Maybe leave it out";
  private static final String NOT_DELIVERED =
      "only the workload is delivered to a site, and what it names would not be there";
  private static final String PLACEMENT =
      "the node is chosen by the placement, which does not see this rule";
  private static final String USE_PLACEMENT =
      "Maybe say what is needed in spec.accelerator, spec.placement and spec.sovereignty";
  private static final String EMPTY_DIR = "Maybe use an emptyDir volume, or bring it in the image";

  private TemplateRules() {}

  static Map<String, Rule> all() {
    var rules = new HashMap<String, Rule>();
    MetadataRules.into(rules);
    pod(rules);
    identity(rules);
    nodes(rules);
    volumes(rules);
    otherVolumes(rules);
    ContainerRules.into(rules, "spec.containers[]", false);
    ContainerRules.into(rules, "spec.initContainers[]", true);
    SecurityRules.into(rules, "spec.securityContext");
    return Map.copyOf(rules);
  }

  private static void pod(Map<String, Rule> rules) {
    for (var field :
        List.of(
            "activeDeadlineSeconds",
            "dnsConfig",
            "dnsPolicy",
            "enableServiceLinks",
            "hostAliases",
            "hostUsers",
            "hostname",
            "restartPolicy",
            "setHostnameAsFQDN",
            "shareProcessNamespace",
            "subdomain",
            "terminationGracePeriodSeconds")) {
      rules.put("spec." + field, Rule.ANY);
    }
    var off = Set.of("false");
    rules.put(
        "spec.hostNetwork", Rule.only(off, "pods would share the network of the node", LEAVE_OUT));
    rules.put(
        "spec.hostPID", Rule.only(off, "pods would see every process of the node", LEAVE_OUT));
    rules.put("spec.hostIPC", Rule.only(off, "pods would share memory with the node", LEAVE_OUT));
    rules.put(
        "spec.ephemeralContainers",
        Rule.never("they are added to a running pod only", "Maybe use kubectl debug at the site"));
    rules.put("spec.os.name", Rule.only(Set.of("linux"), "sites have Linux nodes", LEAVE_OUT));
    rules.put(
        "spec.resources",
        Rule.never("needs are counted per container", "Maybe state them on the containers"));
  }

  private static void identity(Map<String, Rule> rules) {
    rules.put(
        "spec.serviceAccountName", Rule.never(NOT_DELIVERED, "Maybe leave it out for the default"));
    rules.put(
        "spec.serviceAccount", Rule.never(NOT_DELIVERED, "Maybe leave it out for the default"));
    rules.put(
        "spec.automountServiceAccountToken",
        Rule.only(
            Set.of("false"), "a pod at a site gets no credential of that cluster", LEAVE_OUT));
    rules.put(
        "spec.imagePullSecrets",
        Rule.never(NOT_DELIVERED, "Maybe let the nodes of the sites hold the pull credential"));
    rules.put(
        "spec.priorityClassName",
        Rule.never("priority classes differ from site to site", "Maybe use spec.priority"));
    rules.put(
        "spec.priority", Rule.never("a site derives it from a class", "Maybe use spec.priority"));
    rules.put(
        "spec.preemptionPolicy",
        Rule.never(
            "who yields to whom is decided for all sites at once", "Maybe use spec.priority"));
  }

  private static void nodes(Map<String, Rule> rules) {
    rules.put("spec.nodeName", Rule.never(PLACEMENT, USE_PLACEMENT));
    rules.put("spec.nodeSelector", Rule.never(PLACEMENT, USE_PLACEMENT));
    rules.put("spec.affinity", Rule.never(PLACEMENT, USE_PLACEMENT));
    rules.put("spec.schedulingGates", Rule.never("nobody at a site would lift them", LEAVE_OUT));
    rules.put(
        "spec.schedulerName",
        Rule.only(Set.of("default-scheduler"), "a site may not have that scheduler", LEAVE_OUT));
    rules.put(
        "spec.runtimeClassName",
        Rule.never("it is rendered where a site has one for GPUs", LEAVE_OUT));
    rules.put("spec.overhead", Rule.never("a runtime class sets it", LEAVE_OUT));
    rules.put(
        "spec.resourceClaims",
        Rule.never(
            "GPUs are asked for in the form each site offers", "Maybe use spec.accelerator"));
    rules.put("spec.tolerations[]", TolerationRule.INSTANCE);
    rules.put("spec.topologySpreadConstraints[]", TemplateRules::spread);
  }

  private static List<Problem> spread(String field, JsonNode constraint) {
    var rule =
        Rule.only(
            Set.of("ScheduleAnyway"), PLACEMENT, "Maybe use whenUnsatisfiable: ScheduleAnyway");
    return rule.check(field + ".whenUnsatisfiable", constraint.path("whenUnsatisfiable"));
  }

  private static void volumes(Map<String, Rule> rules) {
    var volume = "spec.volumes[].";
    rules.put(volume + "name", Rule.ANY);
    rules.put(volume + "emptyDir", Rule.ANY);
    rules.put(volume + "downwardAPI", Rule.ANY);
    rules.put(volume + "projected.defaultMode", Rule.ANY);
    rules.put(volume + "projected.sources[].downwardAPI", Rule.ANY);
    rules.put(volume + "hostPath", Rule.never("pods would see the files of the node", EMPTY_DIR));
    for (var reference : List.of("secret", "configMap", "persistentVolumeClaim")) {
      rules.put(volume + reference, Rule.never(NOT_DELIVERED, EMPTY_DIR));
    }
    for (var source : List.of("secret", "configMap", "clusterTrustBundle")) {
      rules.put(volume + "projected.sources[]." + source, Rule.never(NOT_DELIVERED, EMPTY_DIR));
    }
    for (var source : List.of("serviceAccountToken", "podCertificate")) {
      rules.put(
          volume + "projected.sources[]." + source,
          Rule.never("a pod at a site gets no credential of that cluster", LEAVE_OUT));
    }
  }

  private static void otherVolumes(Map<String, Rule> rules) {
    for (var kind :
        List.of(
            "awsElasticBlockStore",
            "azureDisk",
            "azureFile",
            "cephfs",
            "cinder",
            "csi",
            "ephemeral",
            "fc",
            "flexVolume",
            "flocker",
            "gcePersistentDisk",
            "gitRepo",
            "glusterfs",
            "image",
            "iscsi",
            "nfs",
            "photonPersistentDisk",
            "portworxVolume",
            "quobyte",
            "rbd",
            "scaleIO",
            "storageos",
            "vsphereVolume")) {
      rules.put(
          "spec.volumes[]." + kind,
          Rule.never("sites differ in what storage they have, and none is promised", EMPTY_DIR));
    }
  }
}
