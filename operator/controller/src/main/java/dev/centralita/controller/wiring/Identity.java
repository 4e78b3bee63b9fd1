package dev.centralita.controller.wiring;

import java.util.Optional;
import java.util.UUID;

/**
 * Who this process is. A pod's name alone is not enough: two processes of one name, a container
 * restarted by a kubelet that lost sight of the first, would both believe to hold the lease.
 */
record Identity(String name) {

  static Identity of(Optional<String> podName) {
    var host =
        podName
            .filter(name -> !name.isBlank())
            .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")).filter(h -> !h.isBlank()))
            .orElse("centralita");
    return new Identity(host + "-" + UUID.randomUUID().toString().substring(0, 8));
  }
}
