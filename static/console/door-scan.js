// Scans the QR codes of tickets, where the browser can; elsewhere the button is not there.
"use strict";

const scan = document.querySelector("#scan");
if (scan && "BarcodeDetector" in window && navigator.mediaDevices) {
  BarcodeDetector.getSupportedFormats().then((formats) => (scan.hidden = !formats.includes("qr_code")));
  const eye = document.querySelector("#eye");
  const video = eye.querySelector("video");
  let stream = null;
  let last = null;

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    eye.hidden = true;
  };

  const look = async (detector) => {
    if (stream === null) return;
    const [found] = await detector.detect(video).catch(() => []);
    const code = found?.rawValue.trim() ?? "";
    // The same ticket stays before the camera for a while.
    if (/^[0-9a-z]{6}$/i.test(code) && code !== last) {
      last = code;
      document.querySelector("#door").come(code);
    }
    setTimeout(look, 200, detector);
  };

  scan.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      // No camera, or it was not allowed: the code is typed.
      document.querySelector("#q").focus();
      return;
    }
    video.srcObject = stream;
    eye.hidden = false;
    last = null;
    await video.play();
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  });
  eye.querySelector("button").addEventListener("click", stop);
  addEventListener("pagehide", stop);
}
