/** What whoever runs the service sees of it: metrics, traces, logs, health. */
package dev.reelport.operations;
