package dev.centralita.fleet.process;

/** What all clusters of one launch stand on. */
record Ground(ProcessGroup group, Tools tools, Ports ports, Etcd etcd) {}
