/** What an import is, what it does next, and the worker that does it. */
package dev.reelport.imports;
