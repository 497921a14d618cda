/** What a video becomes for one user: the pure mapping, the slug, and the rows. */
package dev.reelport.projects;
