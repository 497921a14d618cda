package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One method of the API: the whole body for a call, or a {@link Refusal}. */
interface Endpoint {

  ObjectNode answer(ApiCall call);
}
