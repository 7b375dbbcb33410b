/**
 * Where units lie among a network's parameters, and how they are zeroed or cut out.
 *
 * <p>Imports {@code engine.net}, {@code network}, and {@code plan} and {@code criterion} for what a
 * unit is. Start at {@link org.espalier.engine.surgery.Surgery}.
 */
package org.espalier.engine.surgery;
