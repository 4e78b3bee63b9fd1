package dev.centralita.controller.fleet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** An owner that takes what comes now together, once it is let go. */
final class Busy {
  private Busy() {}

  /** The owner is busy until the gate is completed. */
  static CompletableFuture<Void> hold(FleetOwner owner) throws InterruptedException {
    var gate = new CompletableFuture<Void>();
    var busy = new CountDownLatch(1);
    owner.tell(fleet -> {
      busy.countDown();
      gate.join();
    });
    busy.await();
    return gate;
  }
}
