package dev.reelport.analysis;

/** What came of a question to the language model. */
sealed interface Outcome {

  /** It proposed something. */
  record Said(Proposal proposal) implements Outcome {}

  /** It failed, and the question has had its try. */
  record Failed() implements Outcome {}

  /** It was not asked, because it is left alone. */
  record NotAsked() implements Outcome {}
}
