/**
 * YAML and JSON for the sweep file and for what a run leaves behind, and the one table of names.
 *
 * <p>Domain types carry no serialisation: all reading and writing is spelled out here, and nobody
 * else imports Jackson. Imports {@code sweep} and all below it. Start at {@link
 * org.espalier.codec.SweepFile} and at {@link org.espalier.codec.Names}, the table that ties what
 * users write to the values it makes; {@link org.espalier.codec.Keys} lists the sweep file's keys
 * in the same manner. Results: {@link org.espalier.codec.JournalLines} is what a run resumes from,
 * the other {@code …Json} classes each write one file.
 */
package org.espalier.codec;
