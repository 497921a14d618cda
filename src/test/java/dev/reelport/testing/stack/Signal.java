package dev.reelport.testing.stack;

/** The signals that end, freeze and wake a process. */
enum Signal {
  TERM,
  INT,
  QUIT,
  KILL,
  STOP,
  CONT;

  /** Sends it; a process that is gone already is not an error. */
  void send(long pid) {
    Shell.run("kill -s " + name() + " " + pid + " 2>/dev/null || true");
  }
}
