// A photo as it is sent: no larger than a screen shows, upright, and without what the camera wrote beside it (place, device).
const LONGEST = 1600;
const QUALITY = 0.85;
const DRAWABLE = /^image\/(jpeg|png|webp)$/;

const stem = (name) => name.replace(/\.[^.]+$/, '');

// A drawing with hard edges stays what it is, unless it is as large as a photo.
function typeFor(file, isLarge) {
  return file.type === 'image/png' && !isLarge ? 'image/png' : 'image/jpeg';
}

export async function slim(file) {
  if (!DRAWABLE.test(file.type)) return file;
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) return file;
  const share = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = Object.assign(document.createElement('canvas'), {
    width: Math.max(1, Math.round(picture.width * share)),
    height: Math.max(1, Math.round(picture.height * share)),
  });
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const type = typeFor(file, share < 1);
  const drawn = await new Promise((done) => canvas.toBlob(done, type, QUALITY));
  if (!drawn) return file;
  const name = type === file.type ? file.name : `${stem(file.name)}.jpg`;
  return new File([drawn], name, { type });
}
