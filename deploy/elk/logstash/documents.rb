# A reading of Hearth's (contracts/reading.ts) as documents, one a measure: ids and indices as in server/search/write/document.ts.
require 'digest'
require 'json'

LONGEST_ID_BYTES = 512

def register(_params); end

def iso(micros)
  Time.at(micros / 1_000_000, micros % 1_000_000, :usec).utc.strftime('%Y-%m-%dT%H:%M:%S.%6NZ')
end

def index_of(micros)
  Time.at(micros / 1_000_000).utc.strftime('hearth-readings-%Y.%m')
end

def document_id(uid, sensor_id, quantity, channel, measured_at)
  id = "#{uid}:#{sensor_id}:#{quantity}:#{channel}:#{measured_at}"
  return id if id.bytesize <= LONGEST_ID_BYTES
  digest = [Digest::SHA256.digest(channel.to_s)].pack('m0').tr('+/', '-_').delete('=')
  "#{uid}:#{sensor_id}:#{quantity}:#{digest}:#{measured_at}"
end

def action(kind, index, id, version, document = {})
  event = LogStash::Event.new(document)
  event.set('[@metadata][action]', kind)
  event.set('[@metadata][index]', index)
  event.set('[@metadata][id]', id)
  event.set('[@metadata][version]', version)
  event.remove('@version')
  event
end

def filter(event)
  reading = JSON.parse(event.get('message'))
  raise 'not a reading of version 1' unless reading.is_a?(Hash) && reading['v'] == 1
  return [] if reading['replayed']

  kafka = event.get('[@metadata][kafka]') || {}
  version = reading['replay'] || 0
  uid, sensor, measured_at = reading.values_at('uid', 'sensorId', 'measuredAt')
  deletions = (reading['replaces'] || []).map do |old|
    id = document_id(uid, *old.values_at('sensorId', 'quantity', 'channel', 'measuredAt'))
    action('delete', index_of(old['measuredAt']), id, version)
  end
  documents = reading.fetch('measures').map do |measure|
    quantity, channel = measure.values_at('quantity', 'channel')
    document = {
      '@timestamp' => iso(measured_at),
      # Its name and room stand in Hearth's database alone: see docs/elk.md.
      'sensor' => { 'id' => sensor, 'name' => sensor },
      'quantity' => quantity, 'value' => measure['value'], 'unit' => measure['unit'],
      'quality' => measure['quality'] || 'plausible', 'clock' => reading['clock'], 'by' => reading['by'],
      'uid' => uid, 'raw' => { 'partition' => reading['raw']['p'], 'offset' => reading['raw']['o'] },
      'kafka' => { 'topic' => kafka['topic'], 'partition' => kafka['partition'], 'offset' => kafka['offset'] },
      'replay' => version, 'received_at' => iso(reading['receivedAt']), 'indexed_at' => iso((Time.now.to_f * 1_000_000).to_i)
    }
    document['channel'] = channel unless channel.nil?
    action('index', index_of(measured_at), document_id(uid, sensor, quantity, channel, measured_at), version, document)
  end
  deletions + documents
rescue StandardError => problem
  event.tag('_hearth_unreadable')
  event.set('problem', problem.message)
  [event]
end
