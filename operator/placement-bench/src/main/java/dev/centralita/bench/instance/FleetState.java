package dev.centralita.bench.instance;

import dev.centralita.placement.Assignment;
import dev.centralita.placement.Explanation;
import dev.centralita.placement.Fleet;
import dev.centralita.placement.NodeFacts;
import dev.centralita.placement.PodFacts;
import dev.centralita.placement.Question;
import dev.centralita.placement.Request;
import dev.centralita.placement.Verdict;
import dev.centralita.placement.hot.Placement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * The operator's own Fleet with sites × 8 nodes × 8 GPUs of four products at 70–90 % load in mixed
 * shapes, and an endless stream of questions to it: shape, policy class (20–60 % of the sites) and
 * where users are.
 */
public final class FleetState {
  /** Workloads that ask, again and again. */
  private static final int QUESTIONS = 1 << 12;

  private final FleetFacts facts;
  private final Fleet fleet = new Fleet();
  private final Placement out = new Placement();
  private final List<Request> requests = new ArrayList<>();
  private final Question[] question = new Question[QUESTIONS];
  private int asked;

  /** What runs; for each new replica the oldest leaves. */
  private final ArrayDeque<Replica> running = new ArrayDeque<>();

  private final Replica[] changing;
  private int changed;
  private final NodeFacts[][] nodeVersions;
  private int nodeChanges;

  /** GPUs that came in and for which none left yet. */
  private int debt;

  private long epoch;

  /** A pod that runs; of a workload that was promised its place, or foreign. */
  private record Replica(String site, PodFacts pod) {}

  public FleetState(int sites, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    facts = new FleetFacts(sites, random);
    for (int s = 0; s < sites; s++) {
      fleet.upsertSite(facts.site(s));
      for (int n = 0; n < FleetFacts.NODES; n++) {
        fleet.upsertNode(facts.names[s], facts.node(s, n, 0));
      }
    }
    for (int q = 0; q < QUESTIONS; q++) {
      requests.add(facts.request("asks-" + q));
      question[q] = fleet.question(requests.get(q));
    }
    fill(sites, random);
    changing = running.toArray(Replica[]::new);
    nodeVersions = new NodeFacts[sites * FleetFacts.NODES][2];
    for (int n = 0; n < nodeVersions.length; n++) {
      nodeVersions[n][0] = facts.node(n / FleetFacts.NODES, n % FleetFacts.NODES, 0);
      nodeVersions[n][1] = facts.node(n / FleetFacts.NODES, n % FleetFacts.NODES, 1_000);
    }
  }

  /** Fills each site up to a level of its own between 70 and 90 %. */
  private void fill(int sites, SplittableRandom random) {
    for (int s = 0; s < sites; s++) {
      int[] free = new int[FleetFacts.NODES];
      Arrays.fill(free, 8);
      int target = (int) (FleetFacts.NODES * 8 * random.nextDouble(0.7, 0.9));
      for (int tries = 0; target > 0 && tries < 500; tries++) {
        int shape = facts.anyShape();
        int node = random.nextInt(FleetFacts.NODES);
        int gpus = FleetFacts.gpus(shape);
        if (gpus <= Math.min(target, free[node])) {
          run(facts.names[s], FleetFacts.nodeName(node), shape);
          free[node] -= gpus;
          target -= gpus;
        }
      }
    }
    List<Replica> mixed = new ArrayList<>(running);
    Collections.shuffle(mixed, new Random(random.nextLong()));
    running.clear();
    running.addAll(mixed);
  }

  /** Every other replica is of a workload that was promised its place, the rest are foreign. */
  private void run(String site, String node, int shape) {
    String uid = "runs-" + ++epoch;
    boolean ours = epoch % 2 == 0;
    if (ours) {
      Request request = facts.request(uid, shape);
      Assignment there = new Assignment(site, 1, List.of(node), 0, 0);
      fleet.commit(uid, epoch, request, List.of(there));
    }
    PodFacts pod = FleetFacts.pod("pod-" + epoch, node, ours ? uid : null, shape);
    fleet.upsertPod(site, pod);
    running.add(new Replica(site, pod));
  }

  private void stopOldest() {
    Replica oldest = running.remove();
    debt -= oldest.pod.gpus();
    fleet.removePod(oldest.site, oldest.pod.uid());
    if (oldest.pod.workloadUid() != null) {
      fleet.release(oldest.pod.workloadUid());
    }
  }

  /** Asks the next question; what it answers is kept for {@link #settle}. */
  public boolean place() {
    return fleet.place(question[asked++ & QUESTIONS - 1], FleetFacts.NOW, out);
  }

  /** Carries out the last answer: the replica runs, and as many GPUs of the oldest leave. */
  public void settle(boolean placed) {
    if (placed) {
      Request request = requests.get(asked - 1 & QUESTIONS - 1);
      run(
          fleet.siteName(out.site()),
          fleet.nodeName(out.site(), out.row()),
          FleetFacts.shapeOf(request));
      debt += request.need().gpus();
      while (debt > 0) {
        stopOldest();
      }
    }
  }

  /** One change and its reverse: a pod goes and comes back. Not after {@link #settle}. */
  public void updatePod() {
    Replica one = changing[changed];
    changed = changed + 1 == changing.length ? 0 : changed + 1;
    fleet.removePod(one.site, one.pod.uid());
    fleet.upsertPod(one.site, one.pod);
  }

  /** One change: the cores that a node can allocate. */
  public void updateNode() {
    int node = nodeChanges % nodeVersions.length;
    int version = nodeChanges / nodeVersions.length + 1 & 1;
    nodeChanges = nodeChanges + 1 == 2 * nodeVersions.length ? 0 : nodeChanges + 1;
    fleet.upsertNode(facts.names[node / FleetFacts.NODES], nodeVersions[node][version]);
  }

  /** The operator's whole decision about the next workload, with refusals in words. */
  public Verdict decide() {
    return fleet.decide(requests.get(asked++ & QUESTIONS - 1), FleetFacts.NOW);
  }

  /** Everything about the next workload at every site. */
  public Explanation explain() {
    return fleet.explain(requests.get(asked++ & QUESTIONS - 1), FleetFacts.NOW);
  }

  /** GPUs in use, in per cent. */
  public double loadPercent() {
    long used = running.stream().mapToLong(r -> r.pod.gpus()).sum();
    return 100.0 * used / (nodeVersions.length * 8L);
  }
}
