/** One class per case of the bench, each printing its table and handing back its figures. */
@NullMarked
package dev.centralita.bench.report;

import org.jspecify.annotations.NullMarked;
