// Links to files outside of the book, such as examples, lead to the repository.
"use strict";

const repository = "https://github.com/privatelink-io/pulumi-privatelink/blob/main/";

for (const link of document.querySelectorAll("main a[href^='../']")) {
    const book = new URL(path_to_root || "./", location.href);
    const target = new URL(link.getAttribute("href"), location.href);
    if (target.href.startsWith(book.href)) {
        continue;
    }
    const above = new URL("..", book).href;
    const path = target.href.slice(above.length).replace(/\.html(?=$|#)/, ".md");
    link.href = repository + path;
}
