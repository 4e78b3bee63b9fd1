package dev.centralita.controller;

import java.time.Duration;

/**
 * What a deployment of the operator may choose.
 *
 * @param hubId begins every namespace at a site
 * @param namespace the operator's own, where site credentials and the lease are
 * @param deadSiteTimeout how long a deletion waits for a site that does not answer
 * @param unschedulableTimeout how long a pod may stay unbound before its site is given up
 * @param loopbackSites sites on this very machine are allowed; for test fleets only
 * @param startWait how long the first decisions wait for sites that were not listed yet
 * @param resync every object is looked at again at least this often
 * @param powerInterval how often a site that measures its power is asked
 */
public record Settings(
    String hubId,
    String namespace,
    Duration deadSiteTimeout,
    Duration unschedulableTimeout,
    boolean loopbackSites,
    Duration startWait,
    Duration resync,
    Duration powerInterval) {}
