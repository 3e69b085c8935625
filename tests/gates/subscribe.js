// The addresses of two feeds -> what a reading app of Readium's makes of them: its client library takes them over HTTP.
"use strict";

const { initGlobalConverters_GENERIC } = require("r2-shared-js/dist/es8-es2017/src/init-globals");
const { initGlobalConverters_OPDS } = require("r2-opds-js/dist/es8-es2017/src/opds/init-globals");
const { convertOpds1ToOpds2 } = require("r2-opds-js/dist/es8-es2017/src/opds/converter");
const { OPDS } = require("r2-opds-js/dist/es8-es2017/src/opds/opds1/opds");
const { OPDSFeed } = require("r2-opds-js/dist/es8-es2017/src/opds/opds2/opds2");
const { TaJsonDeserialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");
const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
const { DOMParser } = require("@xmldom/xmldom");

initGlobalConverters_OPDS();
initGlobalConverters_GENERIC();

async function subscribe(address) {
  const answer = await fetch(address);
  const text = await answer.text();
  if (!address.endsWith(".xml")) return TaJsonDeserialize(JSON.parse(text), OPDSFeed);
  return convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(text, "application/xml"), OPDS));
}

function shelved(feed, address) {
  const names = (people) => (people ?? []).map((each) => String(each.Name));
  const whole = (link) => ({ address: new URL(link.Href, address).href, type: link.TypeLink });
  return {
    title: String(feed.Metadata.Title),
    books: feed.Publications.map((book) => ({
      title: String(book.Metadata.Title),
      identifier: book.Metadata.Identifier,
      authors: names(book.Metadata.Author),
      languages: book.Metadata.Language,
      files: book.Links.filter((link) => link.Rel?.some((rel) => rel.includes("acquisition"))).map(whole),
      pictures: book.Images.map(whole),
    })),
  };
}

Promise.all(process.argv.slice(2).map(async (address) => shelved(await subscribe(address), address)))
  .then((feeds) => process.stdout.write(JSON.stringify(feeds)));
