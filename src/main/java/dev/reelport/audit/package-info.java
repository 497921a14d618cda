/** Who did what to which connection, source and setting: written with the deed, never changed. */
package dev.reelport.audit;
