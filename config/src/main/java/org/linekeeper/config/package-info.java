/** Daemon settings: one YAML file, read into records with defaults, every problem reported at once. */
@NullMarked
package org.linekeeper.config;

import org.jspecify.annotations.NullMarked;
