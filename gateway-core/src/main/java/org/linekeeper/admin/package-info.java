/** The admin port: provisioning and views over HTTP, with tokens, problem details and an OpenAPI document. */
@NullMarked
package org.linekeeper.admin;

import org.jspecify.annotations.NullMarked;
