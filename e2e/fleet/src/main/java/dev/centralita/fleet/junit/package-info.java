/** Clusters for JUnit tests: started once, shared by all test classes of one JVM that ask alike. */
@NullMarked
package dev.centralita.fleet.junit;

import org.jspecify.annotations.NullMarked;
