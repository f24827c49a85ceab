# Licences of the libraries

Apical itself is under [BSD-2-Clause](../LICENSE). `target/Apical_.jar` contains these ${dependencyMap?size} libraries, each under a licence that
allows that; the zip for Fiji holds those of them that Fiji lacks. None is under the GPL. Where two licences are named, either may be chosen.
The texts of the licences and the notices that they ask for are in `META-INF/licenses` of the jar.

Made from what the libraries themselves declare, by `mvn license:add-third-party`, which fails where a licence is none of these.

| library | version | licence |
|---|---|---|
<#list dependencyMap as e>
| [${e.getKey().artifactId}](${(e.getKey().url)!""}) | ${e.getKey().version} | ${e.getValue()?join(" or ")} |
</#list>
