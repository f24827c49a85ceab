package org.apical.recording.tiff;

/** Types of a TIFF field's values. */
enum FieldType {

	BYTE(1, 1), ASCII(2, 1), SHORT(3, 2), LONG(4, 4), RATIONAL(5, 8), SBYTE(6, 1), UNDEFINED(7, 1), SSHORT(8, 2), SLONG(9, 4),
		SRATIONAL(10, 8), FLOAT(11, 4), DOUBLE(12, 8), IFD(13, 4), LONG8(16, 8), SLONG8(17, 8), IFD8(18, 8);

	private static final FieldType[] BY_CODE = new FieldType[19];

	static {
		for (final FieldType type : values()) BY_CODE[type.code] = type;
	}

	private final int code;
	private final int bytes;

	FieldType(final int code, final int bytes) {
		this.code = code;
		this.bytes = bytes;
	}

	/** The type of this number, null where there is none. */
	static FieldType of(final int code) {
		return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
	}

	int code() {
		return code;
	}

	/** Length of one value. */
	int bytes() {
		return bytes;
	}
}
