/** Audio as it goes over the network: G.711 in SRTP, tones to send and to look for. */
@NullMarked
package org.linekeeper.simulator.media;

import org.jspecify.annotations.NullMarked;
