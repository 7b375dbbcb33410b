package org.espalier.store;

import java.util.function.Function;
import org.espalier.sweep.Entry;
import org.espalier.sweep.Event;
import org.espalier.sweep.RunStatus;

/**
 * How a run looks as text. {@code codec} knows; this package only stores it.
 *
 * @param line of an entry, without a line feed
 * @param entry of a line; throws any unchecked exception when the line is not one
 * @param status content of {@code status.json}
 * @param event a line of {@code events.jsonl}, without a line feed
 * @param standing the line that tells there where the run stands
 */
public record RunFormat(
    Function<Entry, String> line,
    Function<String, Entry> entry,
    Function<RunStatus, String> status,
    Function<Event, String> event,
    Function<RunStatus, String> standing) {}
