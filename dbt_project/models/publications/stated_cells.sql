select
    publicatie,
    {{ stated_dimensions()[1:] | join(', ') }},
    aantal,
    noemer
from {{ ref('cells') }}
-- R34: what is hidden is not told here either
where not onderdrukt
union all
select
    concat_ws(
        ' ',
        publicatie,
        case when inschrijving = 'laatste' then 'laatste' end,
        case when vormen = 'apart' then 'apart' end,
        case when eerder_niet_duaal = 'niet mee' then 'zonder eerder niet duaal' end,
        case when duaal_zevende_jaar = 'niet mee' then 'zonder duaal zevende jaar' end
    ) as publicatie,
    schooljaar,
    'alle' as aanbieder,
    onderwijsvorm,
    leerjaar,
    studiegebied,
    stageverplichting,
    duaal,
    'alle' as kwalificatie,
    'alle' as kwartaal,
    categorie,
    aantal,
    noemer
from {{ ref('sensitivity') }}
where not is_gerapporteerd and not onderdrukt
