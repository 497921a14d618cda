/** What goes wrong around the service, and that nothing is lost or doubled by it. */
package dev.reelport.faults;
