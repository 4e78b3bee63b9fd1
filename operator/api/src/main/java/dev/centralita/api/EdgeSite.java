package dev.centralita.api;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("edgesites")
@ShortNames("es")
@Categories("centralita")
public class EdgeSite extends CustomResource<EdgeSiteSpec, EdgeSiteStatus> {}
