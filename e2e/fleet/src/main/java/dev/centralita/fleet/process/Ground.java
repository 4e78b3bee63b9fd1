package dev.centralita.fleet.process;

import dev.centralita.fleet.provider.Tools;

/** What all clusters of one launch stand on. */
record Ground(ProcessGroup group, Tools tools, Ports ports, Etcd etcd) {}
