/** What videos are about: matching with the catalogue, the language model, and who edits both. */
package dev.reelport.analysis;
