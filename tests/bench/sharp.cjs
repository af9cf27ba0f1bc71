// sharp.cjs MODULE PHOTOS OUT EFFORT AT-ONCE: widths 1600, 800, 400 as WebP of quality 80 and a 24x24 placeholder, upright.
const [, , module_, folder, out, effort, atOnce] = process.argv;
const fs = require("fs"), path = require("path"), sharp = require(module_);
sharp.concurrency(1);
(async () => {
  fs.mkdirSync(out, { recursive: true });
  const files = fs.readdirSync(folder).sort();
  let next = 0;
  const one = async (file) => {
    const from = path.join(folder, file), to = path.join(out, path.parse(file).name);
    for (const width of [1600, 800, 400])
      await sharp(from).rotate().resize(width).webp({ quality: 80, effort: +effort }).toFile(`${to}.${width}.webp`);
    await sharp(from).rotate().resize(24, 24, { fit: "fill" }).webp({ quality: 60 }).toFile(`${to}.24.webp`);
  };
  await Promise.all(Array.from({ length: +atOnce }, async () => { while (next < files.length) await one(files[next++]); }));
})();
