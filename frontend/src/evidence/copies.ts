/** What a copy to share is called: its end says what it is, whatever the original's name promised. */
const ends: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "audio/mpeg": "mp3",
  "audio/aac": "aac",
  "audio/mp4": "m4a",
  "audio/ogg": "ogg",
  "audio/wav": "wav",
  "audio/flac": "flac",
  "audio/amr": "amr",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/3gpp": "3gp",
  "image/jpeg": "jpg",
  "image/png": "png",
};

/** Of these the server makes one; of a picture, what is shown is the copy. */
export const copied: ReadonlySet<string> = new Set(["document", "sound", "film"]);

export function copyName(name: string, suffix: string, type: string): string {
  return `${name.replace(/\.[^.]*$/, "")}-${suffix}.${ends[type] ?? "bin"}`;
}
