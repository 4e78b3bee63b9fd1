package dev.centralita.controller.connection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it hears, one word per call: {@code site kind name presence}. */
final class RecordingListener implements SiteListener {

  private final List<String> heard = new CopyOnWriteArrayList<>();

  List<String> heard() {
    return heard;
  }

  List<String> heard(String site) {
    return heard.stream().filter(word -> word.startsWith(site + " ")).toList();
  }

  @Override
  public void nodeChanged(String site, Node node, Presence presence) {
    add(site, "node", node, presence);
  }

  @Override
  public void podChanged(String site, Pod pod, Presence presence) {
    add(site, "pod", pod, presence);
  }

  @Override
  public void deploymentChanged(String site, Deployment deployment, Presence presence) {
    add(site, "deployment", deployment, presence);
  }

  @Override
  public void jobChanged(String site, Job job, Presence presence) {
    add(site, "job", job, presence);
  }

  @Override
  public void acceleratorChanged(String site, HasMetadata object, Presence presence) {
    add(site, object.getKind(), object, presence);
  }

  @Override
  public void listed(String site) {
    heard.add(site + " listed");
  }

  @Override
  public void stateChanged(SiteView view) {
    heard.add(view.site() + " " + view.state().reason());
  }

  private void add(String site, String kind, HasMetadata object, Presence presence) {
    heard.add(site + " " + kind + " " + object.getMetadata().getName() + " " + presence);
  }
}
