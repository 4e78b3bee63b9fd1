package dev.centralita.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("latencyslas")
@ShortNames("lsla")
@Categories("centralita")
public class LatencySLA extends CustomResource<LatencySLASpec, LatencySLAStatus>
    implements Namespaced {}
