/** A LatencySLA says which sites would meet it. */
@NullMarked
package dev.centralita.controller.latencysla;

import org.jspecify.annotations.NullMarked;
