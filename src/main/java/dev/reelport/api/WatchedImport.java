package dev.reelport.api;

import dev.reelport.imports.ImportView;
import jakarta.enterprise.context.RequestScoped;

/** The import a request is about, found before its stream begins. */
@RequestScoped
class WatchedImport {

  private ImportView view;

  void is(ImportView found) {
    view = found;
  }

  ImportView view() {
    return view;
  }
}
