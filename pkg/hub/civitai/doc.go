// Package civitai reads models on Civitai: the permissions that their makers
// set there, the descriptions that they wrote, and the files of a version.
package civitai
