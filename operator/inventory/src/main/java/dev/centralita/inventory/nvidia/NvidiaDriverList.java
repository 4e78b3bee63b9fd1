package dev.centralita.inventory.nvidia;

import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;

/** As a list request answers. */
public class NvidiaDriverList extends DefaultKubernetesResourceList<NvidiaDriver> {}
