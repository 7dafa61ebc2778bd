/**
 * What lies below a folder, for those who may ask for anything: {@code Folder} opens what is in it by its name and follows no symbolic
 * link, {@code ResultFiles} finds its way from the results folder down.
 */
@NullMarked
package dev.skewer.site.files;

import org.jspecify.annotations.NullMarked;
