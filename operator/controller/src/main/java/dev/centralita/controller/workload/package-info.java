/**
 * A workload is where its recorded decision says, and its status says where that is or why it is
 * nowhere.
 */
@NullMarked
package dev.centralita.controller.workload;

import org.jspecify.annotations.NullMarked;
