/** What the provisioning portal pushes: enterprises, direct routes, PBXs and lines, as records that check themselves. */
@NullMarked
package org.linekeeper.config.model;

import org.jspecify.annotations.NullMarked;
