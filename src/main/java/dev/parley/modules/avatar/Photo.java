package dev.parley.modules.avatar;

import dev.parley.protocol.xml.Element;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An image in the forms in which it is stored: in a card (XEP-0153 §3.1), as data and as metadata
 * (XEP-0084 §4).
 *
 * @param base64 the image, without white space
 * @param type its MIME type
 * @param bytes its size
 * @param id the SHA-1 hash of the image, in hexadecimal
 */
public record Photo(String base64, String type, int bytes, String id) {
  static final String DATA = "urn:xmpp:avatar:data";
  static final String METADATA = "urn:xmpp:avatar:metadata";
  static final String CARD = "vcard-temp";
  private static final String PHOTO = "PHOTO";

  /** Reads base64; null if it is none or empty. */
  private static @Nullable Photo of(String text, String type) {
    try {
      byte[] image = Base64.getMimeDecoder().decode(text);
      if (image.length == 0) {
        return null;
      }
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(image);
      return new Photo(
          Base64.getEncoder().encodeToString(image),
          type,
          image.length,
          HexFormat.of().formatHex(hash));
    } catch (IllegalArgumentException notBase64) {
      return null;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The photo of a card; null if it has none within. */
  public static @Nullable Photo ofCard(Element card) {
    Element photo = card.child(CARD, PHOTO);
    Element image = photo == null ? null : photo.child(CARD, "BINVAL");
    Element type = photo == null ? null : photo.child(CARD, "TYPE");
    return image == null
        ? null
        : of(image.text(), type == null || type.text().isEmpty() ? "image/png" : type.text());
  }

  /** The published image that metadata tell of; null if it is another one (XEP-0398 §3.1). */
  static @Nullable Photo ofData(Element data, Element info) {
    String type = info.attribute("type");
    Photo photo = of(data.text(), type == null ? "image/png" : type);
    return photo != null && photo.id.equalsIgnoreCase(info.attribute("id")) ? photo : null;
  }

  /** The image among metadata that is published here and not at some URL; null if none is. */
  static @Nullable Element info(Element metadata) {
    for (Element info : metadata.elements()) {
      String id = info.attribute("id");
      if (info.is(METADATA, "info") && info.attribute("url") == null && id != null) {
        return info;
      }
    }
    return null;
  }

  /** A card with this photo, or without one. */
  static Element inCard(Element card, @Nullable Photo photo) {
    Element without = card.withoutChildren(child -> child.is(CARD, PHOTO));
    return photo == null
        ? without
        : without.withChild(
            Element.builder(CARD, PHOTO)
                .child(Element.builder(CARD, "TYPE").text(photo.type).build())
                .child(Element.builder(CARD, "BINVAL").text(photo.base64).build())
                .build());
  }

  Element toData() {
    return Element.builder(DATA, "data").text(base64).build();
  }

  Element toMetadata() {
    return Element.builder(METADATA, "metadata")
        .child(
            Element.builder(METADATA, "info")
                .attribute("bytes", Integer.toString(bytes))
                .attribute("id", id)
                .attribute("type", type)
                .build())
        .build();
  }
}
