// Sends one file. XMLHttpRequest, because fetch tells nothing about the progress of what it sends.
import { AWAY } from '../kept/outbox.js';
import { speak } from '../speak.js';
import { slim } from './pictures.js';

// Nobody was there to answer, or only the proxy before them: it is worth another try.
export class Lost extends Error {}

export function spokenSize(bytes) {
  if (!bytes) return '';
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function said(request) {
  const answer = request.response;
  if (answer?.message ?? answer?.detail) return answer.message ?? answer.detail;
  if (request.status === 413) return speak('The file is too large.', '文件过大。');
  return speak('The file could not be sent. Remove it and try again.', '上传失败，请移除后重试。');
}

const lost = () => new Lost(speak('No connection. It is sent by itself when the network is back.', '网络中断，恢复后自动上传。'));

export async function send(file, { url, key, subject, field, original, signal, progress }) {
  const body = new FormData();
  const picture = original ? file : await slim(file);
  body.append('file', picture, picture.name);
  body.append('subject', subject);
  body.append('field', field);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.responseType = 'json';
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Idempotency-Key', key);
    request.setRequestHeader('Muster-Person', document.body.dataset.person);
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      if (request.status < 300 && request.response) resolve(request.response);
      else reject(AWAY.includes(request.status) ? lost() : new Error(said(request)));
    };
    request.onerror = () => reject(lost());
    request.onabort = () => reject(new Error(''));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}
