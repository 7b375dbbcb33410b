/**
 * What {@code jobs/bench} measures: nothing here is a test, and nothing here is shipped.
 *
 * <p>May import everything. Each {@code …Bench} is the program behind the script of its name; it
 * prints a table and, as its last line, one JSON object with the ratios.
 */
package org.espalier.bench;
