/**
 * Paths that a driver or a stage takes often, measured by JMH one by one: {@code jobs/bench/hot}.
 */
package org.espalier.bench.hot;
