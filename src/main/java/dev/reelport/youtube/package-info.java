/**
 * The target parser, the one client that speaks to YouTube, its failures and its domain records.
 */
package dev.reelport.youtube;
