/** What people keep in sync: sources, how their new videos are discovered, and why. */
package dev.reelport.sources;
