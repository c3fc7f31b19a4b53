// Sends one file. XMLHttpRequest, because fetch tells nothing about the progress of what it sends.
import { speak } from '../speak.js';
import { freshKey } from './keys.js';

const LONGEST = 1920;
const SHRINKABLE = /^image\/(jpeg|png|webp)$/;

export function spokenSize(bytes) {
  if (!bytes) return '';
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

async function shrunk(file) {
  if (!SHRINKABLE.test(file.type)) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  const longest = picture ? Math.max(picture.width, picture.height) : 0;
  if (longest <= LONGEST) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((picture.width * LONGEST) / longest);
  canvas.height = Math.round((picture.height * LONGEST) / longest);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
  return blob ? new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' }) : file;
}

function said(request) {
  const answer = request.response;
  if (answer?.message ?? answer?.detail) return answer.message ?? answer.detail;
  if (request.status === 413) return speak('The file is too large.', '文件过大。');
  return speak('The file could not be sent. Remove it and try again.', '上传失败，请移除后重试。');
}

export async function send(file, { url, subject, field, original, signal, progress }) {
  const body = new FormData();
  const picture = original ? file : await shrunk(file);
  body.append('file', picture, picture.name);
  body.append('subject', subject);
  body.append('field', field);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.responseType = 'json';
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Idempotency-Key', freshKey());
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => (request.status < 300 && request.response ? resolve(request.response) : reject(new Error(said(request))));
    request.onerror = () => reject(new Error(speak('No connection. Remove it and try again.', '网络中断，请移除后重试。')));
    request.onabort = () => reject(new Error(''));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}
