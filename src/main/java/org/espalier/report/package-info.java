/**
 * What a run has found, for people and for other programs: tables, CSV, Parquet rows, an HTML page.
 *
 * <p>Imports {@code sweep}, the pure packages below it, {@code frontier}, and Parquet with the
 * parts of Hadoop that its interfaces name. Texts and bytes come out; {@code store} puts them into
 * files. Start at {@link org.espalier.report.Columns}, the one table of what a row holds, then
 * {@link org.espalier.report.HtmlReport}, whose page is drawn by the scripts beside it in the
 * resources.
 */
package org.espalier.report;
