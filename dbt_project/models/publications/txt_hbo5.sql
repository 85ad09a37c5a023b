with counted as (
    select
        schooljaar,
        onderwijsvorm,
        studiegebied,
        'doorgestroomd naar HBO5 verpleegkunde' as categorie,
        n_doorgestroomd as aantal,
        n_gediplomeerden as noemer
    from {{ ref('hbo5_verpleegkunde') }}
)

{{ cells_of('txt_hbo5', ['schooljaar', 'onderwijsvorm', 'studiegebied']) }}
